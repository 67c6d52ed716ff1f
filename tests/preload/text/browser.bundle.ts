import { engineOutput } from './engine-output.ts'

Object.assign(window, { engineOutput })
