/** What the bearer token decides: presence, permissions, audience, the caller, claims challenges. */
import assert from "node:assert/strict";
import test from "node:test";
import { challengedClaims, unsignedJwt } from "./index.mjs";
import { batch, create, group, ids, innerRequest, runningGraph, send } from "./testing.mjs";

const refusedWith = (answer) => [answer.status, answer.body.error?.code ?? null];

test("a token must be there", async (t) => {
  const graph = await runningGraph(t);
  for (const headers of [
    {},
    { authorization: "any" },
    { authorization: "Basic any" },
    { authorization: "Bearer" },
  ]) {
    const answer = await create(graph, group(), { token: null, headers });
    assert.deepEqual(refusedWith(answer), [401, "InvalidAuthenticationToken"]);
  }
  assert.equal((await send(graph, "/v1.0/nothing", { token: null })).status, 401);
});

test("a token that is no JWT may do everything, whoever the members are", async (t) => {
  const graph = await runningGraph(t);
  for (const token of ["any", "a.b.c", "e30.bnVsbA.x", "e30.W10.x"]) {
    assert.equal((await create(graph, group(), { token })).status, 201, token);
  }
});

test("the signed-in user must be one of the members", async (t) => {
  const graph = await runningGraph(t);
  const [adele, alex] = ["adele@contoso.com", "alex@contoso.com"];
  for (const [status, claims, ...users] of [
    [201, { oid: ids.one }, ids.one, ids.two],
    [201, { oid: ids.one.toUpperCase() }, ids.one, ids.two],
    [400, { oid: ids.three }, ids.one, ids.two],
    [400, { upn: alex }, adele],
    [201, { preferred_username: "Alex@contoso.com" }, alex],
    [201, { oid: ids.one, upn: adele }, adele, ids.two],
    [400, { oid: ids.three, upn: alex }, adele, ids.two],
    [201, { oid: ids.three, idtyp: "app" }, ids.one],
    [201, { oid: ids.three, roles: ["Chat.Create"] }, ids.one],
  ]) {
    const answer = await create(graph, group(...users), { token: unsignedJwt(claims) });
    assert.equal(answer.status, status, JSON.stringify(claims));
  }
});

test("the claims of a JWT decide what it may do", async (t) => {
  const graph = await runningGraph(t, { now: () => 1_000_000 });
  for (const [status, claims, message] of [
    [201, { scp: "User.Read Chat.Create" }],
    [201, { scp: "Chat.ReadWrite" }],
    [201, { aud: "https://graph.microsoft.com", exp: 1001 }],
    [403, { scp: "User.Read openid" }, /^Missing scope .*Scopes on the request 'User\.Read, openid'\.$/],
    [403, { scp: "Chat.ReadBasic" }, /API requires one of 'Chat\.Create, Chat\.ReadWrite'\./],
    [403, { roles: [] }, /^Missing role permissions .*Roles on the request ''\.$/],
    [401, { aud: "https://graph.microsoft.us" }, /Invalid audience/],
    [401, { exp: 1000 }, /expired/],
  ]) {
    const answer = await create(graph, group(), { token: unsignedJwt(claims) });
    assert.equal(answer.status, status, JSON.stringify(claims));
    if (message) assert.match(answer.body.error.message, message);
  }
});

test("a claims challenge lasts until the token changes", async (t) => {
  const graph = await runningGraph(t);
  for (let count = 0; count < 2; count += 1) {
    const answer = await create(graph, group(), { token: "standin-claims-challenge" });
    assert.deepEqual(refusedWith(answer), [401, "InvalidAuthenticationToken"]);
    const header = answer.headers.get("www-authenticate");
    const [, claims] =
      /^Bearer realm="", authorization_uri="[^"]+", error="insufficient_claims", claims="([^"]+)"$/.exec(
        header,
      );
    assert.equal(Buffer.from(claims, "base64").toString(), challengedClaims);
  }
  assert.equal((await create(graph, group(), { token: "another" })).status, 201);
});

test("in a batch, a bad token refuses it whole, a missing permission each request", async (t) => {
  const graph = await runningGraph(t);
  const requests = [innerRequest("1", group())];
  for (const token of ["standin-wrong-audience", "standin-expired", "standin-claims-challenge"]) {
    assert.equal((await batch(graph, requests, { token })).status, 401);
  }
  for (const token of ["standin-no-permission", "standin-no-licence", unsignedJwt({ scp: "User.Read" })]) {
    const { status, body } = await batch(graph, requests, { token });
    assert.deepEqual([status, body.responses[0].status], [200, 403]);
  }
});
