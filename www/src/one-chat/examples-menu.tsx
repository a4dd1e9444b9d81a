/** "Load example": Graph's documented requests, ready to be sent. */
import { Button } from "@fluentui/react-components";
import { useRef } from "react";
import { type Example, examples } from "../model/examples.ts";

export function ExamplesMenu({ onChoose }: { onChoose: (example: Example) => void }) {
  const menu = useRef<HTMLDivElement>(null);
  return (
    <>
      <Button size="small" className="examples-button" popoverTarget="examples">
        Load example
      </Button>
      <div id="examples" className="examples-menu" popover="auto" ref={menu}>
        <ul>
          {examples.map((example) => (
            <li key={example.title}>
              <Button
                appearance="subtle"
                onClick={() => {
                  menu.current?.hidePopover();
                  onChoose(example);
                }}
              >
                <span className="example">
                  {example.title}
                  <small>{example.note}</small>
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
