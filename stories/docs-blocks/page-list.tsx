/// <reference types="vite/client" />
import './docs-blocks.css'
import { CatalogueLink } from './links.js'

/** The source of each page, by its path. */
const sources = import.meta.glob<string>('../*.mdx', { query: '?raw', import: 'default', eager: true })

const titles = new Set(
  Object.values(sources).flatMap((source) => /<Meta title="([^"]+)"/.exec(source)?.[1] ?? []),
)

/** As Storybook makes an id of a title. */
const idOf = (title: string) => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

interface PageListProps {
  /** What each page is for, by its title. One that is not there is left out. */
  about: Readonly<Record<string, string>>
}

/** Links to the pages of this catalogue; pages that nobody described stand at the end. */
export function PageList({ about }: PageListProps) {
  const known = Object.keys(about).filter((title) => titles.has(title))
  const others = [...titles].filter((title) => !(title in about) && title !== 'Getting started')
  return (
    <ul className="sb-unstyled docs-block docs-pages">
      {[...known, ...others].map((title) => (
        <li key={title}>
          <CatalogueLink to={`docs/${idOf(title)}--docs`}>{title}</CatalogueLink>
          {about[title] !== undefined && <span> {about[title]}</span>}
        </li>
      ))}
    </ul>
  )
}
