import './docs-blocks.css'
import { type Box, layOut, SIZE } from './chart-layout.js'
import { type Cause, chartOf } from './machine-chart.js'

const ABOUT: Record<Cause, string> = {
  person: 'somebody does it: a verb of the hook',
  time: 'time has passed',
  system: 'the server, the tab or the network says it',
}

/** One level of the machine, drawn from the machine. The tables beside it say the same in words. */
export function StateChart({ of, label }: { of: string; label: string }) {
  const { width, height, boxes, lines } = layOut(chartOf(of))
  const id = `chart-${of.replaceAll('.', '-')}`
  return (
    <figure className="sb-unstyled docs-block docs-chart">
      {/* Wider than a phone: it scrolls in its own box, by keyboard too. */}
      <div className="docs-chart-scroll" role="group" aria-label={label} tabIndex={0}>
        <svg
          viewBox={`0 0 ${Math.ceil(width)} ${Math.ceil(height)}`}
          width={Math.ceil(width)}
          height={Math.ceil(height)}
          data-wide={width > 900 || undefined}
          role="img"
          aria-label={`${label}. The list of moves below says the same in words.`}
        >
          <defs>
            <marker
              id={id}
              viewBox="0 0 8 8"
              refX="1"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path className="docs-chart-tip" d="M0 0 8 4 0 8z" />
            </marker>
          </defs>
          {lines.map(({ d, arrow }) => (
            <path key={d} className="docs-chart-line" d={d} markerEnd={arrow ? `url(#${id})` : undefined} />
          ))}
          {boxes.map((box) => (
            <StateBox key={box.name} box={box} />
          ))}
        </svg>
      </div>
    </figure>
  )
}

/** What the colours and signs of the charts mean. */
export function ChartLegend() {
  return (
    <div className="sb-unstyled docs-block">
      <ul className="docs-legend">
        {(Object.keys(ABOUT) as Cause[]).map((cause) => (
          <li key={cause}>
            <span className="docs-dot" data-cause={cause} aria-hidden="true" />
            {ABOUT[cause]}
          </li>
        ))}
        <li>
          <span aria-hidden="true">↩</span> back to an earlier state, or out of this chart: said in the box,
          without a line
        </li>
      </ul>
    </div>
  )
}

function StateBox({ box }: { box: Box }) {
  const right = box.width - SIZE.padding
  return (
    <g transform={`translate(${box.x} ${box.y})`} data-state={box.name}>
      <rect className="docs-chart-box" width={box.width} height={box.height} rx="8" />
      <text className="docs-chart-name" x={SIZE.padding} y={SIZE.head / 2 + 5}>
        {box.name}
      </text>
      {box.within.map((line, index) => (
        <text key={line} className="docs-chart-inner" x={SIZE.padding} y={SIZE.head + 6 + index * SIZE.inner}>
          {line}
        </text>
      ))}
      {box.rows.map(({ cause, text, target, y, drawn }) => (
        <g key={text + target} data-cause={cause}>
          <text className="docs-chart-label" x={SIZE.padding} y={y + 4}>
            {text}
          </text>
          <text className="docs-chart-target" x={right} y={y + 4} textAnchor="end">
            {drawn ? '→' : '↩'} {target}
          </text>
        </g>
      ))}
    </g>
  )
}
