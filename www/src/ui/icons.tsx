/** The page's icons, drawn in the colour of the text beside them. Decoration only: words always say the same. */

const paths = {
  error: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
  warning: "M8 2.2 14.6 13.6H1.4zM8 6.4v3.4M8 11.7v.01",
  success: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM5.2 8.2l2 2 3.7-4.1",
  waiting: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 4.6V8l2.4 1.6",
  copy: "M5.8 5.8h7.4v7.4H5.8zM10.2 5.8V2.8H2.8v7.4h3",
  add: "M8 3v10M3 8h10",
  remove: "M4 4l8 8M12 4l-8 8",
  open: "M9.5 2.5h4v4M13.5 2.5 7.8 8.2M11.5 9.5v4h-9v-9h4",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

export function LogoIcon() {
  return <img class="logo" src="./favicon.svg" alt="" width="44" height="44" />;
}
