import type { App } from './panes.ts'

/** Fills the screen with the window: by the shell where it can, else by the browser it is in. */
export const toggleFullScreen = ({ store, actions }: App): void => {
  if (store.get().shell.info?.capabilities.fullScreen) return actions.toggleFullScreen()
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  // A browser that refuses keeps the window as it is; its own F11 is still there.
  done.catch(() => undefined)
}
