/** One row of the partial `summary-list`: what was declared, and what it was before. */
export interface SummaryRow {
  field: string;
  label: string;
  value?: string;
  values?: string[];
  previous?: string;
}
