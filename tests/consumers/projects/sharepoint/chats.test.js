const { codes, createChat } = require("./chats.js");

test("checks and sends", async () => {
  expect(codes()).toEqual(["membersEmpty"]);
  globalThis.fetch = jest.fn(async () => ({
    status: 201,
    headers: { get: () => null },
    text: async () => '{"id":"19:chat"}',
  }));
  expect(await createChat()).toBe("created");
});
