import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Icon, type IconName } from './Icon.tsx'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly ref?: Ref<HTMLButtonElement>
  readonly tone?: 'plain' | 'primary' | 'danger'
  readonly children: ReactNode
}

export const Button = ({ tone = 'plain', className = '', children, ...rest }: ButtonProps) => (
  <button type="button" className={`button button-${tone} ${className}`} {...rest}>
    {children}
  </button>
)

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly ref?: Ref<HTMLButtonElement>
  readonly icon: IconName
  /** Spoken and shown as a tooltip. */
  readonly label: string
}

export const IconButton = ({ icon, label, className = '', ...rest }: IconButtonProps) => (
  <button type="button" className={`icon-button ${className}`} aria-label={label} title={label} {...rest}>
    <Icon name={icon} />
  </button>
)
