// As the framework's own configuration: AMD, for old and new browsers.
module.exports = {
  mode: "production",
  target: ["web", "es5"],
  entry: "./lib/chats.js",
  output: { filename: "web-part.js", library: { type: "amd" } },
  performance: { hints: false },
};
