// A server that answers every request alike and at once, so that what is measured is the client.

import { createServer } from "node:http";
import { answerText } from "./requests.mjs";

const headers = {
  "Content-Type": "application/json",
  "Content-Length": Buffer.byteLength(answerText),
  "request-id": "c0ffee00-0000-4000-8000-000000000000",
};

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => response.writeHead(201, headers).end(answerText));
});
server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
process.on("disconnect", () => process.exit());
