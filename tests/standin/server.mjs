/** The HTTP side of the local Graph: reads requests whole, writes answers, cuts connections when told. */
import fastify from "fastify";
import { registerControl } from "./control.mjs";
import { corsHeaders } from "./cors.mjs";
import { sentHeaders } from "./faults.mjs";
import { createGraph } from "./graph.mjs";

const jsonType =
  "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

/** Far over Graph's own limit, so that a body that is too large is read and answered with 413. */
const readLimitBytes = 64 * 1024 * 1024;

/** UTF-8 with an error for what is none: it must not become other text. */
function decodedBody(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes ?? new Uint8Array());
  } catch {
    return "\uFFFD";
  }
}

/** Header values that HTTP can carry; the id that a client chose is echoed as it came. */
function headersOf(entry, answer) {
  const own = {
    "request-id": entry.requestId,
    "client-request-id": entry.headers["client-request-id"] ?? entry.requestId,
    ...(answer.body === "" ? {} : { "Content-Type": jsonType }),
  };
  return sentHeaders(own, corsHeaders, answer.headers);
}

const textOf = (body) => (typeof body === "string" ? body : JSON.stringify(body));

/** Announces the whole body, sends half of it, and hangs up. */
function cutMidBody(raw, status, headers, body) {
  const bytes = Buffer.from(body);
  raw.writeHead(status, { ...headers, "Content-Length": bytes.length });
  raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => raw.destroy());
}

async function respond(graph, request, reply) {
  const { entry, answer } = await graph.handle({
    method: request.method,
    url: request.raw.url,
    headers: request.headers,
    bodyText: decodedBody(request.body),
  });
  if (graph.settings.delayMs > 0) {
    await new Promise((resolve) => setTimeout(resolve, graph.settings.delayMs));
  }
  if (answer.cut && !answer.cut.startsWith("midBody")) {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  const headers = headersOf(entry, answer);
  if (answer.cut) {
    reply.hijack();
    cutMidBody(reply.raw, answer.status, headers, textOf(answer.body));
    return reply;
  }
  return reply
    .code(answer.status)
    .headers(headers)
    .send(answer.body === "" ? undefined : textOf(answer.body));
}

/** Starts listening. Resolves to the graph and its address. */
export async function listen({ port = 0, host = "127.0.0.1", ...options } = {}) {
  const graph = createGraph(options);
  const app = fastify({
    bodyLimit: readLimitBytes,
    forceCloseConnections: true,
    frameworkErrors: (_error, request, reply) => respond(graph, request, reply),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  // A content type that cannot be read is Graph's business too; everything else thrown here is a bug of ours.
  app.setErrorHandler((error, request, reply) => {
    if (error.code?.startsWith("FST_ERR_CTP_")) return respond(graph, request, reply);
    throw error;
  });
  registerControl(app, graph);
  app.all("/*", (request, reply) => respond(graph, request, reply));
  await app.listen({ port, host });
  const address = app.server.address();
  return { graph, url: `http://${host}:${address.port}`, port: address.port, close: () => app.close() };
}
