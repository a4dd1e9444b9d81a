const slim = require("msgraph-chats/slim");

async function main() {
  const { scenario } = await import("./scenario.mjs");
  await slim.init();
  console.log(JSON.stringify(await scenario(slim, process.argv[2])));
}

main();
