interface Chart {
  readonly title: string;
  readonly x: readonly number[];
  readonly xLabel: string;
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[];
}

const [WIDTH, HEIGHT, MARGIN] = [320, 180, 44];

/** A small chart for each line, from zero, all in one SVG. */
export function lineChart({ title, x, xLabel, lines }: Chart): string {
  const columns = 2;
  const rows = Math.ceil(lines.length / columns);
  const charts = lines.map(({ name, values }, n) => {
    const at = `translate(${(n % columns) * WIDTH} ${30 + Math.floor(n / columns) * HEIGHT})`;
    return `<g transform="${at}">${chart({ name, values, x, xLabel })}</g>`;
  });
  const style = 'text{font:11px sans-serif;fill:#444}.l{fill:none;stroke:#0a6;stroke-width:2}.d{fill:#0a6}.a{stroke:#999}';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * columns} ${30 + HEIGHT * rows}" role="img" aria-label="${title}">`,
    `<title>${title}</title><style>${style}</style><rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="${MARGIN}" y="20" style="font-weight:bold">${title}</text>`,
    ...charts,
    '</svg>\n',
  ].join('\n');
}

function chart({ name, values, x, xLabel }: { name: string; values: readonly number[]; x: readonly number[]; xLabel: string }): string {
  const [mostX, mostY] = [Math.max(...x), Math.max(...values) * 1.15];
  const [right, bottom] = [WIDTH - 16, HEIGHT - MARGIN];
  const place = (value: number, n: number): [number, number] => [
    Math.round(MARGIN + (x[n]! / mostX) * (right - MARGIN)),
    Math.round(bottom - (value / mostY) * (bottom - 20)),
  ];
  const points = values.map(place);
  const labels = values.map(
    (value, n) => `<text x="${points[n]![0]}" y="${points[n]![1] - 7}" text-anchor="middle">${short(value)}</text>`,
  );
  const marks = x.map((value, n) => `<text x="${points[n]![0]}" y="${bottom + 14}" text-anchor="middle">${value}</text>`);
  // Those that lie close together would be written over one another.
  const apart = points.map(([px], n) => n === 0 || px - points[n - 1]![0] > 24);
  return [
    `<path class="a" d="M${MARGIN} 14V${bottom}H${right}"/><text x="${MARGIN + 6}" y="14">${name}</text>`,
    `<path class="l" d="M${points.map((point) => point.join(' ')).join('L')}"/>`,
    ...points.map(([px, py]) => `<circle class="d" cx="${px}" cy="${py}" r="3"/>`),
    ...labels.filter((_, n) => apart[n]),
    ...marks.filter((_, n) => apart[n]),
    `<text x="${right}" y="${bottom + 28}" text-anchor="end">${xLabel}</text>`,
  ].join('');
}

const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(2));
