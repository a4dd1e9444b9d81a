// Both environments, without configuration besides: the tests are CommonJS, as Jest runs them by itself.
module.exports = {
  projects: ["node", "jsdom"].map((testEnvironment) => ({ displayName: testEnvironment, testEnvironment })),
};
