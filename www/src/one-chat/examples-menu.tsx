/** "Load example": Graph's documented requests, ready to be sent. */
import { useRef } from "preact/hooks";
import { type Example, examples } from "../model/examples.ts";

export function ExamplesMenu({ onChoose }: { onChoose: (example: Example) => void }) {
  const menu = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" class="quiet small examples-button" popovertarget="examples">
        Load example
        <span class="caret" aria-hidden="true" />
      </button>
      <div id="examples" class="examples-menu" popover="auto" ref={menu}>
        <ul>
          {examples.map((example) => (
            <li key={example.title}>
              <button
                type="button"
                onClick={() => {
                  menu.current?.hidePopover();
                  onChoose(example);
                }}
              >
                {example.title}
                <small>{example.note}</small>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
