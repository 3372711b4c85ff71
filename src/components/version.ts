'use client'
/** The version of this library, for support; a test compares it with package.json. */
export const VERSION = '0.1.0'
