'use client'
import { Button } from './button.js'
import { useCopy } from './use-copy.js'

export interface CopyButtonProps {
  children: string
  /** What is copied, asked for when the button is pressed. */
  text: () => string
}

export function CopyButton({ children, text }: CopyButtonProps) {
  const { buttonProps, region } = useCopy(children, text)
  return (
    <>
      <Button look="quiet" {...buttonProps} />
      {region}
    </>
  )
}
