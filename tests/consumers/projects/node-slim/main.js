import * as slim from "msgraph-chats/slim";
import { scenario } from "./scenario.mjs";

await slim.init();
console.log(JSON.stringify(await scenario(slim, process.argv[2])));
