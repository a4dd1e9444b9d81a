// The token is in its field and in one header; the page asks for nothing more than WebAssembly.

import assert from "node:assert/strict";
import test from "node:test";
import { answerTitled, create, createButton, loadExample, open } from "./entering.mjs";
import { callsTo, demo, openPage } from "./testing.mjs";

const secret = "eyJ0eXAiOiJKV1Qi-a-token-that-nobody-may-see";

const stored = (page) =>
  page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      history.state,
      await indexedDB.databases(),
      await caches.keys(),
      window.name,
    ]),
  );

test("the token is nowhere but in its field and in one header", async (t) => {
  const page = await openPage(t, demo);
  await open(page, "Sending");
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  const requests = [];
  page.on("request", (request) => requests.push(request));
  await loadExample(page, "With an installed app");
  const field = page.getByLabel("Access token");
  await field.fill("");
  await field.pressSequentially(secret);
  assert.equal(await field.getAttribute("type"), "password");
  assert.equal(await field.getAttribute("autocomplete"), "off");

  const isNowhere = async (when) => {
    for (const [place, text] of [
      ["page", await page.content()],
      ["text", await page.evaluate(() => document.body.textContent)],
      ["storage", await stored(page)],
      ["address", page.url()],
      ["console", said.join()],
      ["requests", requests.map((request) => request.url() + request.postData()).join()],
    ]) {
      assert.ok(!text.includes(secret), `${place}, ${when}`);
    }
  };
  await isNowhere("typed");
  await createButton(page).click();
  await page.getByRole("button", { name: "Wait for the operation" }).click();
  await answerTitled(page, "The operation succeeded");
  await isNowhere("accepted");
  demo.graph.fault({
    status: 403,
    body: { error: { code: "Forbidden", message: `The token ${secret} is not allowed.` } },
  });
  const answer = await create(page, "Graph refused");
  assert.match(await answer.locator("blockquote").textContent(), /^The token .* is not allowed\.$/);
  await isNowhere("refused");
  assert.equal(await stored(page), JSON.stringify([{}, {}, "", null, [], [], ""]));

  assert.equal(callsTo(demo)[0].headers.authorization, `Bearer ${secret}`);
  for (const request of requests) {
    const headers = await request.allHeaders();
    const holders = Object.keys(headers).filter((name) => headers[name].includes(secret));
    const isCall = request.url().startsWith(`${demo.graph.url}/v1.0/`) && request.method() !== "OPTIONS";
    assert.deepEqual(holders, isCall ? ["authorization"] : [], request.url());
  }

  await page.reload();
  await open(page, "Sending");
  assert.notEqual(await page.getByLabel("Access token").inputValue(), secret);
});

test("a token for Graph does not go to the local one, nor the other way round", async (t) => {
  const page = await openPage(t, demo);
  await open(page, "Sending");
  await loadExample(page, "One-on-one");
  await page.getByLabel("Access token").fill("for-the-local-graph");
  await page.getByRole("radio", { name: "Microsoft Graph" }).check();
  assert.equal(await page.getByLabel("Access token").inputValue(), "");
  await page.getByLabel("Access token").fill(secret);
  await page.getByRole("radio", { name: "Local Graph" }).check();
  assert.equal(await page.getByLabel("Access token").inputValue(), "for-the-local-graph");
  await create(page, "The chat was created");
  assert.equal(callsTo(demo)[0].headers.authorization, "Bearer for-the-local-graph");
});

test("each cloud's Graph can be reached, and gets the token", async (t) => {
  const hosts = {
    global: "graph.microsoft.com",
    usGovernmentL4: "graph.microsoft.us",
    usGovernmentL5: "dod-graph.microsoft.us",
    china: "microsoftgraph.chinacloudapi.cn",
  };
  const origins = Object.values(hosts).map((host) => `https://${host}/`);
  const page = await openPage(t, demo, {}, origins);
  await open(page, "Sending");
  await page.getByRole("radio", { name: "Microsoft Graph" }).check();
  await page.getByLabel("Access token").fill(secret);
  await loadExample(page, "Group Three");
  for (const [cloud, host] of Object.entries(hosts)) {
    const seen = [];
    await page.route(`https://${host}/**`, (route, request) => {
      seen.push([request.method(), request.url(), request.headers().authorization]);
      const chat = { id: `19:${cloud}@thread.v2`, chatType: "group", topic: null };
      const headers = { "Access-Control-Allow-Origin": "*" };
      return route.fulfill({ status: 201, json: chat, headers });
    });
    // Held to one cloud, the page begins anew for another: with the request, without the token.
    const begun = cloud === "global" ? null : page.waitForEvent("load");
    await page.getByLabel("Cloud").selectOption(cloud);
    if (begun !== null) {
      await begun;
      await page.locator(".one-chat").waitFor();
      await open(page, "Sending");
      assert.equal(await page.getByLabel("Access token").inputValue(), "");
      await page.getByLabel("Access token").fill(secret);
    }
    assert.equal(await page.locator(".endpoint span").textContent(), `https://${host}/v1.0/chats`);
    await createButton(page).click();
    await page.locator(".answer").getByText(`19:${cloud}@thread.v2`).first().waitFor();
    assert.deepEqual(seen, [["POST", `https://${host}/v1.0/chats`, `Bearer ${secret}`]]);
  }
  assert.equal(demo.graph.requests.length, 0);
});

test("the policy of the built page allows its own scripts and WebAssembly, nothing else", async (t) => {
  const page = await openPage(t, demo);
  await open(page, "Sending");
  const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  const directives = Object.fromEntries(policy.split("; ").map((text) => text.split(/ (.*)/)));
  assert.equal(directives["default-src"], "'none'");
  assert.equal(directives["script-src"], "'self' 'wasm-unsafe-eval'");
  // The hash is that of an empty style element, which Fluent fills by script.
  assert.equal(directives["style-src"], "'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
  assert.equal(await page.locator("script:not([src]), [onclick]").count(), 0);
  assert.deepEqual(
    await page
      .locator("style")
      .evaluateAll((styles) => styles.filter(({ textContent }) => textContent !== "")),
    [],
  );
  // What a test runs itself is exempt from the policy, what it leaves to a timer is not.
  const evaluated = await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function("return 1")());
          } catch (error) {
            resolve(error.name);
          }
        });
      }),
  );
  assert.equal(evaluated, "EvalError");
});

test("where WebAssembly is not allowed, the page says what is missing", async (t) => {
  const page = await openPage(t, demo, {}, [], async (context) => {
    await context.addInitScript(() => {
      WebAssembly.Module = class {
        constructor() {
          throw new WebAssembly.CompileError("blocked by CSP: 'wasm-unsafe-eval' is not allowed");
        }
      };
    });
  });
  assert.match(await page.getByRole("alert").textContent(), /This page cannot work here.*wasm-unsafe-eval/);
});
