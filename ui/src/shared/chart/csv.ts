/** The figures of a table as a CSV file that a spreadsheet opens, Chinese headings included. */

export type Cell = string | number | null;

/** A spreadsheet takes what begins so for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function quoted(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' && FORMULA.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv(head: string[], rows: Cell[][]): string {
  return [head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n');
}

/** Hands the file to the browser, with the mark by which spreadsheets know UTF-8. */
export function saveCsv(name: string, head: string[], rows: Cell[][]): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', toCsv(head, rows)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
