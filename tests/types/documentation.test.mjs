// Hovering any export shows a sentence, an example that compiles and a link; hovering any member shows a sentence.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { typeDoc } from "../../scripts/docs.mjs";
import { root } from "../js/helpers/packed.mjs";
import { compile } from "./helpers/compile.mjs";
import { snippetsOf } from "./helpers/snippets.mjs";

const ts = createRequire(import.meta.url)("typescript");

const path = join(root, "pkg", "index.d.ts");
const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);

const isExported = (node) =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
const exported = source.statements.filter(isExported);

/** Members at any depth, by their names from the outside in. */
function membersOf(node, names) {
  const members = [];
  ts.forEachChild(node, function visit(child) {
    if (ts.isTypeElement(child) || ts.isClassElement(child)) {
      const name = child.name?.getText() ?? ts.SyntaxKind[child.kind];
      members.push({ node: child, name: [...names, name].join(".") });
    }
    // A short inline shape is explained by the member that it is the type of.
    const isInline = ts.isTypeLiteralNode(child) && !child.getText().includes("\n");
    if (!isInline) ts.forEachChild(child, visit);
  });
  return members;
}

function documentationOf(node) {
  const docs = ts.getJSDocCommentsAndTags(node);
  const tags = ts.getJSDocTags(node);
  const textOf = (comment) => ts.getTextOfJSDocComment(comment) ?? "";
  const tagged = (name) =>
    tags.filter(({ tagName }) => tagName.text === name).map(({ comment }) => textOf(comment));
  const sentence = docs
    .filter(ts.isJSDoc)
    .map(({ comment }) => textOf(comment))
    .join("");
  // The compiler takes `https` of a link for a name and what follows for its comment.
  const links = tags.filter(({ tagName }) => tagName.text === "see").map((tag) => tag.getText());
  return { sentence, examples: tagged("example"), links };
}

test("every export has a sentence, an example and a link", () => {
  const lacking = exported.flatMap((node) => {
    const { sentence, examples, links } = documentationOf(node);
    const problems = [
      ...(/\w.*[.:]/.test(sentence) ? [] : ["a sentence"]),
      ...(examples.length > 0 && examples.every((text) => snippetsOf(text).length === 1)
        ? []
        : ["an example"]),
      ...(links.some((text) => /https:\/\/\S+/.test(text)) ? [] : ["a link"]),
    ];
    return problems.map((problem) => `${node.name.text} lacks ${problem}`);
  });
  assert.deepEqual(lacking, []);
  assert.ok(exported.length > 30);
});

test("every example compiles", async () => {
  const names = exported.map((node) => {
    const isValue = ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node);
    return isValue ? node.name.text : `type ${node.name.text}`;
  });
  const prelude = `import { ${names.join(", ")} } from "msgraph-chats";\n`;
  // What examples take for granted.
  const known = `declare const client: import("msgraph-chats").ChatsClient;
declare const request: import("msgraph-chats").ChatRequest;
declare const requests: import("msgraph-chats").ChatRequest[];
declare function readToken(): Promise<string>;
`;
  const nodes = exported.flatMap((node) => [
    { node, name: node.name.text },
    ...membersOf(node, [node.name.text]),
  ]);
  const examples = nodes.flatMap(({ node, name }) =>
    documentationOf(node).examples.flatMap((text, index) =>
      snippetsOf(text).map(({ code }) => [`${name}.${index}.ts`, `${prelude}${code}\nexport {};\n`]),
    ),
  );
  assert.ok(examples.length > exported.length);
  const files = { "known.d.ts": known, ...Object.fromEntries(examples) };
  assert.deepEqual(await compile("documentation", files, { platform: "dom" }), []);
});

test("every member has a sentence, and TypeDoc no other warning", async () => {
  await typeDoc({ emit: "none" });
});

test("both kinds of module have the same declarations", () => {
  const commonJs = readFileSync(join(root, "pkg", "index.d.cts"), "utf8");
  assert.equal(commonJs, readFileSync(path, "utf8"));
});
