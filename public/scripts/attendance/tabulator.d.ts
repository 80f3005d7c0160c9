/** The part of tabulator-tables 6.5 that the grid uses: the package brings no types. */
declare module 'tabulator-tables' {
  export interface RowComponent {
    getElement(): HTMLElement;
    getData(): unknown;
  }
  export interface Column {
    title: string;
    field: string;
    width: number;
    minWidth?: number;
    frozen?: boolean;
    headerSort?: boolean;
    resizable?: boolean;
    cssClass?: string;
    formatter?: () => string;
    titleFormatter?: () => HTMLElement | string;
    bottomCalc?: () => string;
  }
  export interface Options {
    data: readonly { id: string }[];
    columns: readonly Column[];
    index: string;
    height: number | string;
    rowHeight: number;
    layout?: 'fitData' | 'fitDataFill';
    renderVertical?: 'virtual' | 'basic';
    columnDefaults?: Partial<Column>;
    rowFormatter?: (row: RowComponent) => void;
    placeholder?: string;
  }
  export class Tabulator {
    static registerModule(modules: readonly unknown[]): void;
    constructor(element: HTMLElement, options: Options);
    on(event: string, listener: () => void): void;
    replaceData(data: readonly { id: string }[]): Promise<void>;
    setHeight(height: number): void;
  }
  export const FormatModule: unknown;
  export const FrozenColumnsModule: unknown;
  export const ColumnCalcsModule: unknown;
}
