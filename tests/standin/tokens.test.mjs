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
  const statusFor = async (claims, ...users) =>
    (await create(graph, group(...users), { token: unsignedJwt(claims) })).status;
  assert.equal(await statusFor({ oid: ids.one }, ids.one, ids.two), 201);
  assert.equal(await statusFor({ oid: ids.one.toUpperCase() }, ids.one, ids.two), 201);
  assert.equal(await statusFor({ oid: ids.three }, ids.one, ids.two), 400);
  assert.equal(await statusFor({ upn: "alex@contoso.com" }, "adele@contoso.com"), 400);
  assert.equal(await statusFor({ preferred_username: "Alex@contoso.com" }, "alex@contoso.com"), 201);
  assert.equal(
    await statusFor({ oid: ids.one, upn: "adele@contoso.com" }, "adele@contoso.com", ids.two),
    201,
  );
  assert.equal(
    await statusFor({ oid: ids.three, upn: "alex@contoso.com" }, "adele@contoso.com", ids.two),
    400,
  );
  assert.equal(await statusFor({ oid: ids.three, idtyp: "app" }, ids.one), 201);
  assert.equal(await statusFor({ oid: ids.three, roles: ["Chat.Create"] }, ids.one), 201);
});

test("the claims of a JWT decide what it may do", async (t) => {
  const graph = await runningGraph(t, { now: () => 1_000_000 });
  const answerTo = (claims) => create(graph, group(), { token: unsignedJwt(claims) });
  assert.equal((await answerTo({ scp: "User.Read Chat.Create" })).status, 201);
  assert.equal((await answerTo({ scp: "Chat.ReadWrite" })).status, 201);
  assert.equal((await answerTo({ aud: "https://graph.microsoft.com", exp: 1001 })).status, 201);
  const refused = [
    [
      { scp: "User.Read openid" },
      403,
      /^Missing scope permissions .*Scopes on the request 'User\.Read, openid'\.$/,
    ],
    [{ scp: "Chat.ReadBasic" }, 403, /API requires one of 'Chat\.Create, Chat\.ReadWrite'\./],
    [{ roles: [] }, 403, /^Missing role permissions .*Roles on the request ''\.$/],
    [{ aud: "https://graph.microsoft.us" }, 401, /Invalid audience/],
    [{ exp: 1000 }, 401, /expired/],
  ];
  for (const [claims, status, message] of refused) {
    const answer = await answerTo(claims);
    assert.equal(answer.status, status);
    assert.match(answer.body.error.message, message);
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
