/** The themes that are loaded when they are wanted. */
export { teamsDarkTheme as dark, teamsHighContrastTheme as contrast } from "@fluentui/react-components";
