const paths = {
  outline: 'M4 5h2M9 5h7M4 10h2M9 10h7M4 15h2M9 15h7',
  notes: 'M5 3.5h7.5L15.5 6.5V16.5H5zM12.5 3.5V6.5H15.5M7.5 9.5h5.5M7.5 12.5h5.5',
  print: 'M6 7.5V3.5h8v4M6 13.5H4v-6h12v6h-2M6 11.5h8v5H6z',
  settings:
    'M10 7.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2M10 3v1.8M10 15.2V17M3 10h1.8M15.2 10H17M5.05 5.05l1.3 1.3M13.65 13.65l1.3 1.3M14.95 5.05l-1.3 1.3M6.35 13.65l-1.3 1.3',
  repairs: 'M4 15.5 12.5 7M11 4.5l4.5 4.5M9.5 15.5h6',
  plus: 'M10 4.5v11M4.5 10h11',
  up: 'M10 15.5v-10M5.5 9.5 10 5l4.5 4.5',
  down: 'M10 4.5v10M5.5 10.5 10 15l4.5-4.5',
  remove: 'M5 6h10M8 6V4.5h4V6M6.5 6l.6 10h5.8l.6-10M8.6 8.5v5M11.4 8.5v5',
  edit: 'M4.5 15.5 5.2 12.4 13 4.6a1.4 1.4 0 0 1 2 0l.4.4a1.4 1.4 0 0 1 0 2L7.6 14.8z',
  done: 'M4.5 10.5 8.5 14.5 15.5 6',
  history: 'M4.2 6.5V3.2M4.2 6.5h3.3M4.4 6.3A6.6 6.6 0 1 1 3.4 10M10 6.5V10l2.5 1.8',
  close: 'M5 5l10 10M15 5 5 15',
  info: 'M10 3.2a6.8 6.8 0 1 0 0 13.6 6.8 6.8 0 0 0 0-13.6M10 9v4.5M10 6.4v.2',
  back: 'M12.5 5 7.5 10l5 5',
  forward: 'M7.5 5 12.5 10l-5 5',
  aloud: 'M4 8v4h2.5l3.5 3V5L6.5 8zM12.5 7.5a3.5 3.5 0 0 1 0 5M14.8 5.2a6.8 6.8 0 0 1 0 9.6',
  play: 'M6.5 4.5v11l9-5.5z',
  pause: 'M7 5v10M13 5v10',
  stop: 'M5.5 5.5h9v9h-9z',
  previous: 'M14.5 5 8.5 10l6 5zM5.5 5v10',
  next: 'M5.5 5l6 5-6 5zM14.5 5v10',
  locate: 'M10 3v3M10 14v3M3 10h3M14 10h3M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  find: 'M8.7 3.8a4.9 4.9 0 1 0 0 9.8 4.9 4.9 0 0 0 0-9.8M12.3 12.3l4 4',
  commands: 'M4 5.5 7.5 9 4 12.5M9.5 13.5H16',
  library: 'M4 4v12M7.5 4v12M11 4.4l3.6 11.4M4 4h3.5M4 16h3.5M11 4.4l2-.6 3.6 11.4-2 .6',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  chevron: 'M7.5 5 12.5 10 7.5 15',
} as const

export type IconName = keyof typeof paths

/** A drawing beside words; it says nothing to a screen reader. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
)
