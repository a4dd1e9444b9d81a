/** The field of an access token: the browser's own, because Fluent's copies its value into the page's text. */
import { type ComponentProps, useLayoutEffect } from "react";

/** `described` is what a `Field` gives the control inside it. */
interface TokenInputProps extends Omit<ComponentProps<"input">, "onChange"> {
  id: string;
  token: string;
  onChange: (token: string) => void;
}

export function TokenInput({ id, token, onChange, ...described }: TokenInputProps) {
  useLayoutEffect(() => {
    const input = document.getElementById(id);
    if (input instanceof HTMLInputElement && input.value !== token) input.value = token;
  }, [id, token]);
  return (
    <input
      {...described}
      id={id}
      className="token-input"
      type="password"
      autoComplete="off"
      spellCheck={false}
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
