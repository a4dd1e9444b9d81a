/** The control API, under a path that no Graph path has, for the page: `POST configure`, `POST faults`. */

const controlPath = "/__control";

export function registerControl(app, graph) {
  const post = (name, run) =>
    app.post(`${controlPath}/${name}`, (request, reply) => {
      reply.header("Access-Control-Allow-Origin", "*");
      try {
        run(JSON.parse(Buffer.from(request.body ?? "").toString("utf8")));
        return { done: true };
      } catch (error) {
        reply.code(400);
        return { done: false, message: error.message };
      }
    });
  post("faults", ({ source, specs }) => graph.faults.replace(source, specs));
  post("configure", (changes) => graph.configure(changes));
}
