import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { exposedWireName, ipcChannels, type EventMessage, type Wire } from './contract/wire.ts'

const wire: Wire = {
  call: (name, input) => ipcRenderer.invoke(ipcChannels.call, name, input),
  subscribe: (onReady, onEvent) => {
    const listener = (_event: IpcRendererEvent, message: EventMessage): void => onEvent(message)
    ipcRenderer.on(ipcChannels.event, listener)
    queueMicrotask(onReady)
    return () => void ipcRenderer.off(ipcChannels.event, listener)
  },
}

contextBridge.exposeInMainWorld(exposedWireName, wire)
