/** The control API, under a path that no Graph path has, for tests in another process. */

/** Where it lives: `GET requests`, `GET chats`, `POST fault`, `faults`, `configure`, `reset`, `release`, `clock`, `GET held`. */
export const controlPath = "/__control";

function parsed(body) {
  const text = Buffer.from(body ?? "").toString("utf8");
  return text === "" ? {} : JSON.parse(text);
}

export function registerControl(app, graph) {
  const allow = (reply) => reply.header("Access-Control-Allow-Origin", "*");

  const post = (name, run) =>
    app.post(`${controlPath}/${name}`, (request, reply) => {
      allow(reply);
      try {
        run(parsed(request.body));
        return { done: true };
      } catch (error) {
        reply.code(400);
        return { done: false, message: error.message };
      }
    });

  app.get(`${controlPath}/requests`, (_request, reply) => {
    allow(reply);
    return graph.log.entries;
  });
  app.get(`${controlPath}/chats`, (_request, reply) => {
    allow(reply);
    return { ...graph.chats.summary(), chats: graph.chats.chats };
  });
  app.get(`${controlPath}/held`, async (request, reply) => {
    allow(reply);
    await graph.faults.held(request.query.name);
    return { done: true };
  });
  post("fault", (spec) => graph.faults.add(spec));
  post("faults", ({ source, specs }) => graph.faults.replace(source, specs));
  post("configure", (changes) => graph.configure(changes));
  post("reset", () => graph.reset());
  post("release", ({ name }) => graph.faults.release(name));
  post("clock", ({ advanceMs }) => graph.clock.advance(advanceMs));
}
