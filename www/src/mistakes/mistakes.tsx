/** The view of classic mistakes: each really sent, Graph's own answer beside ours. */
import { Badge, Button } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { outcomeOf } from "../model/error-words.ts";
import { localGraphUrl } from "../model/settings.ts";
import type { ViewProps } from "../model/view-props.ts";
import { Icon } from "../ui/icons.tsx";
import { DocsLink, Issues } from "../ui/issues.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { type Answers, answersTo } from "./answers.ts";
import { type Mistake, mistakes } from "./mistakes-list.ts";

export default function Mistakes({ load }: ViewProps) {
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answers>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let isWanted = true;
    async function askAll(url: string) {
      for (const mistake of mistakes) {
        const answer = await answersTo(mistake, url);
        if (!isWanted) return;
        setAnswers((answers) => new Map(answers).set(mistake.id, answer));
      }
    }
    if (localGraphUrl === null) {
      setProblem(
        "They are sent to the local Graph, which is not here: clone the repository and run npm start.",
      );
    } else {
      askAll(localGraphUrl).catch(() =>
        setProblem("The local Graph does not answer. Is npm start still running?"),
      );
    }
    return () => {
      isWanted = false;
    };
  }, []);

  return (
    <div className="mistakes results">
      <header>
        <h2>Classic mistakes</h2>
        <p className="hint">
          Each of these was sent to the local Graph as it is. First what Graph says, then what this package
          says, nearly always before anything is sent.
        </p>
        {problem !== null && <p role="alert">{problem}</p>}
      </header>
      <ol>
        {mistakes.map((mistake, index) => (
          <li key={mistake.id} className="card mistake">
            <MistakeCard
              mistake={mistake}
              number={index + 1}
              answers={answers.get(mistake.id) ?? null}
              onTry={() => load(mistake.body)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface MistakeCardProps {
  mistake: Mistake;
  number: number;
  answers: Answers | null;
  onTry: () => void;
}

function MistakeCard({ mistake, number, answers, onTry }: MistakeCardProps) {
  const { title, why, path, body } = mistake;
  return (
    <>
      <header>
        <h3>
          {number}. {title}
        </h3>
        {path === "/chats" && (
          <Button size="small" icon={<Icon name="fix" />} onClick={onTry}>
            Fix it
            <span className="for-screen-readers"> in One chat: {title}</span>
          </Button>
        )}
        <p className="hint">{why}</p>
      </header>
      <div className="two-answers">
        <section className="graphs" aria-label={`Graph’s own answer: ${title}`}>
          <h4>Graph’s own answer</h4>
          {answers !== null && (
            <>
              <Badge appearance="tint" color="danger">
                {answers.graph.status} {answers.graph.code}
              </Badge>
              <p className="graph-words">{answers.graph.message}</p>
            </>
          )}
        </section>
        <section className="ours" aria-label={`msgraph-chats: ${title}`}>
          <h4>msgraph-chats</h4>
          {answers !== null && <Ours ours={answers.ours} />}
        </section>
      </div>
      <details>
        <summary>What was sent: POST {path}</summary>
        <JsonView value={body} label={`The body: ${title}`} />
      </details>
    </>
  );
}

function Ours({ ours }: { ours: Answers["ours"] }) {
  if ("words" in ours) return <p>{ours.words}</p>;
  if ("issues" in ours) {
    return (
      <Issues
        issues={ours.issues.map(({ severity, message, docsUrl, code, path }) => ({
          severity,
          message,
          docsUrl,
          place: (
            <>
              <code>{path}</code> <code className="rule">{code}</code>
            </>
          ),
        }))}
      />
    );
  }
  const { error } = ours;
  return (
    <>
      <p>{error.message}</p>
      {error.hint !== null && <p>{error.hint}</p>}
      <p>
        {outcomeOf(error)} {error.docsUrl !== null && <DocsLink url={error.docsUrl} />}
      </p>
    </>
  );
}
