'use client'
const TEXT_FIELD =
  'textarea, select, [contenteditable]:not([contenteditable="false"]), input:not([type="button"], [type="submit"], [type="reset"], [type="image"], [type="checkbox"], [type="radio"])'

/** Whether somebody is in a text field: a focus that moves then would take their keystrokes with it. */
export function somebodyTypes(): boolean {
  return document.activeElement?.matches(TEXT_FIELD) ?? false
}
