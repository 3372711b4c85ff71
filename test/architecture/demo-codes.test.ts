import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AUTHOS_CODES } from '../../src/errors/codes/authos.js'
import { AUTHSEC_CODES } from '../../src/errors/codes/authsec.js'
import { BIID_CODES } from '../../src/errors/codes/biid.js'
import { CHORDIAN_CODES } from '../../src/errors/codes/chordian.js'
import { NEXLA_CODES } from '../../src/errors/codes/nexla.js'
import { OAUTH_CODES } from '../../src/errors/codes/oauth.js'
import { OWN_CODES } from '../../src/errors/codes/own.js'
import { ENGLISH_WRITTEN_ERRORS } from '../../src/messages/english-errors.js'

const TABLES = [
  AUTHOS_CODES,
  AUTHSEC_CODES,
  BIID_CODES,
  CHORDIAN_CODES,
  NEXLA_CODES,
  OAUTH_CODES,
  OWN_CODES,
  ENGLISH_WRITTEN_ERRORS.errors,
  ENGLISH_WRITTEN_ERRORS.codes,
]
/** Codes and kinds of errors that are no plain words. */
const CODES = new Set(TABLES.flatMap((table) => Object.keys(table)).filter((code) => /[_\dA-Z]/.test(code)))

const codesIn = (source: string): string[] =>
  [...source.matchAll(/[\w-]+/g)].map(([word]) => word).filter((word) => CODES.has(word))

describe('all modules of the demo’s pages, and not its servers, which speak in codes', () => {
  const DEMO = join(import.meta.dirname, '../../demo')
  /** The modules that a page loads, from what its HTML names on. */
  function modulesOf(name: string, found = new Set<string>()): Set<string> {
    if (found.has(name)) return found
    found.add(name)
    const source = readFileSync(join(DEMO, name), 'utf8')
    for (const [, path = ''] of source.matchAll(
      /(?:from|import|src=)\s*["'](\.?\.?\/[^"']+\.(?:tsx?|js))["']/g,
    )) {
      const base = join(dirname(name), path.replace(/^\//, './')).replace(/\.js$/, '')
      const file = [`${base}.tsx`, `${base}.ts`, base].find((candidate) => existsSync(join(DEMO, candidate)))
      if (file === undefined) throw new Error(`${name} imports ${path}, which is not there`)
      modulesOf(file, found)
    }
    return found
  }
  const pages = readdirSync(DEMO).filter((name) => name.endsWith('.html'))
  const sources = [...new Set(pages.flatMap((name) => [...modulesOf(name)]))].sort()

  it('are found from the pages on', () => {
    expect(pages.length).toBeGreaterThanOrEqual(4)
    for (const folder of ['app', 'phone', 'systems', 'faults'])
      for (const name of readdirSync(join(DEMO, folder)).filter((name) => /\.tsx?$/.test(name)))
        expect(sources).toContain(`${folder}/${name}`)
  })

  it.each(sources)('%s knows no error by its code or kind', (name) => {
    expect(codesIn(readFileSync(join(DEMO, name), 'utf8'))).toEqual([])
  })

  it('are searched for codes of every system', () => {
    const source =
      "if (code === 'AUTH_003' || `access_denied` || kind.session_expired || 'notVerified') denied()"
    expect(codesIn(source)).toEqual(['AUTH_003', 'access_denied', 'session_expired', 'notVerified'])
  })
})
