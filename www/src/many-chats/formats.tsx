/** What a list may look like, for those who begin with none. */

const table = [
  "chatType,topic,members,message",
  "oneOnOne,,adele@contoso.com;alex@contoso.com,",
  'group,"Plan, part 2",adele@contoso.com;megan@contoso.com|guest,Welcome!',
].join("\n");

const json = '{"chatType":"oneOnOne","members":["adele@contoso.com","alex@contoso.com"]}';

export function Formats() {
  return (
    <section className="card formats" aria-labelledby="formats-title">
      <h2 id="formats-title">What a list looks like</h2>
      <p>
        A table with a header. Members are separated by semicolons: user, user|role or user|role|tenantId. A
        message, where there is one, is sent once the chat exists.
      </p>
      <pre>{table}</pre>
      <p>
        Or requests as JSON, one a line or in an array, in the short form or as Graph documents it; with a
        message as {'{ "request": …, "message": … }'}.
      </p>
      <pre>{json}</pre>
    </section>
  );
}
