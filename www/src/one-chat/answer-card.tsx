/** The frame around an answer. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../ui/icons.tsx";

interface AnswerCardProps {
  tone: "busy" | "success" | "failure";
  icon: IconName;
  title: string;
  children: ComponentChildren;
}

export function AnswerCard({ tone, icon, title, children }: AnswerCardProps) {
  return (
    <section class={`card answer ${tone}`} aria-labelledby="answer-title">
      <h2 id="answer-title">
        <Icon name={icon} />
        {title}
      </h2>
      {children}
    </section>
  );
}
