'use client'
import { Button } from './button.js'
import { useCopy } from './use-copy.js'

export interface CopyButtonProps {
  children: string
  /** What is copied, asked for when the button is pressed. */
  text: () => string
}

export function CopyButton({ children, text }: CopyButtonProps) {
  return <Button look="quiet" {...useCopy(children, text)} />
}
