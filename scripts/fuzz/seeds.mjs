// What fuzzing starts from: the requests of the fixtures, and answers of each kind.

import { crossedRequests } from "../../tests/standin/crossed.mjs";

/** Options on the first line, a request below: the cases of the fixtures, crossed. */
export function requestSeeds() {
  const seeds = [...crossedRequests(1, 2_000)].map(
    ({ options, request }) => `${JSON.stringify(options)}\n${JSON.stringify(request)}`,
  );
  const client = {
    baseUrl: "https://proxy.example:8443/graph/",
    timeoutMs: 30000,
    maxAttempts: 4,
    maxRetryAfterMs: 0,
    onUnknown: "repeat",
    clientRequestId: "7f1c0f0e",
    pollIntervalMs: 1,
    batchSize: 20,
    concurrency: 4,
  };
  return [...seeds, `${JSON.stringify(client)}\nnull`, "http://[::1]:4010/x\nhttps://proxy.example"];
}

/** A status, headers, an empty line, a body. */
export function answerSeeds() {
  const chat = '{"id":"19:x@thread.v2","chatType":"group","topic":null,"createdDateTime":null}';
  const error = `{"error":{"code":"TooManyRequests","message":"Please retry again later.","innerError":{"code":"429","date":"2026-11-24T11:11:33","request-id":"r","innererror":{"code":"x"}},"details":[],"target":"t"}}`;
  const claims = "eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWV9fX0";
  const operation = (status) =>
    `{"id":"1","operationType":"createChat","status":"${status}","attemptsCount":1,"error":{"code":"c","message":"m"}}`;
  const inner = `{"responses":[{"id":"1","status":201,"headers":{"Content-Type":"application/json"},"body":${chat}},{"id":"0","status":429,"headers":{"Retry-After":"3"},"body":${error}}]}`;
  return [
    `201\nrequest-id: r\n\n${chat}`,
    `200\n\n${inner}`,
    "202\nLocation: /chats('19:a%40thread.v2')/operations('1')\n\n",
    "202\nLocation: https://graph.microsoft.com:443/beta/chats/19%3Aa/operations/1?x=1\n\n",
    "202\nLocation: //evil.example/\n\n",
    `429\nRetry-After: 10\n\n${error}`,
    `503\nRetry-After: Tue, 24 Nov 2026 11:11:40 GMT\nDate: Tuesday, 24-Nov-26 11:11:33 GMT\n\n${error}`,
    "503\nRetry-After: Tue Nov 24 11:11:40 2026\n\n<html>",
    `401\nWWW-Authenticate: Bearer realm="", error="insufficient_claims", claims="${claims}"\n\n`,
    `200\n\n${operation("succeeded")}`,
    `200\n\n${operation("failed")}`,
    `200\n\n${operation("inProgress")}`,
    "302\nLocation: https://evil.example/\n\n",
    `404\n\n{"error":{"code":"NotFound","message":"Failed to find users with user principal name 'x'"}}`,
    `403\n\n{"error":{"code":"Forbidden","message":"Missing scope permissions on the request. API requires one of 'Chat.Create'. Scopes on the request 'x'."}}`,
    `400\n\n{"error":{"code":"token\\u002Dof\\u002dthe-fuzz-test","message":"token-of-the-fuzz-test"}}`,
  ];
}
