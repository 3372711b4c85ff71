'use client'
const NOT_TYPED_IN =
  'body, a, button, summary, [role="button"], [tabindex="-1"], input:is([type="button"], [type="submit"], [type="reset"], [type="image"], [type="checkbox"], [type="radio"])'

/**
 * Whether somebody may be typing: a focus that moves then would take their keystrokes with it. What is in a frame or a
 * shadow root cannot always be seen, and so counts as a text field.
 */
export function somebodyTypes(): boolean {
  return document.activeElement?.matches(NOT_TYPED_IN) === false
}
