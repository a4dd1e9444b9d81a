import { Component } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";

@Component({ selector: "app-root", template: "<p>Angular</p>" })
class App {}

/** Starts an application that leaves what `work` gives to the test. */
export async function start(work: (graphUrl: string) => Promise<unknown>) {
  await bootstrapApplication(App);
  const graphUrl = new URLSearchParams(location.search).get("graph") ?? "";
  Object.assign(globalThis, { outcome: work(graphUrl) });
}
