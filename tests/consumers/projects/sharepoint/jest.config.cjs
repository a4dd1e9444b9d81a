// As the framework's rig has it.
module.exports = {
  roots: ["<rootDir>/lib-commonjs"],
  testEnvironment: "jest-environment-jsdom",
  testEnvironmentOptions: { customExportConditions: ["require", "node", "umd"] },
  transform: {},
};
