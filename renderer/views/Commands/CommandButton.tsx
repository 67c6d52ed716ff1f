import type { ButtonHTMLAttributes } from 'react'
import type { CommandId } from '../../../preload/contract/commands.ts'
import { IconButton } from '../../ui/Button.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { useAppState, useWords } from '../context.ts'
import { ariaKeysOf, withKeys } from './Keys.tsx'
import { useApp } from './key-listener.ts'
import { behaviours, isAvailable } from './registry.ts'

interface CommandButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly id: CommandId
  readonly icon: IconName
  /** What it is called; the name of the command unless given. */
  readonly label?: string
}

/** A command as a drawing in a bar, with its keys in the tooltip. */
export const CommandButton = ({ id, icon, label, ...rest }: CommandButtonProps) => {
  const words = useWords()
  const app = useApp()
  const available = useAppState((state) => isAvailable(id, state))
  const name = label ?? words(`command.${id}`)
  return (
    <IconButton
      icon={icon}
      label={name}
      title={withKeys(name, id, words)}
      // Not `disabled`: the keyboard stays on a button that has just done all it can.
      aria-disabled={!available}
      {...ariaKeysOf(id)}
      onClick={() => available && behaviours[id].run(app)}
      {...rest}
    />
  )
}
