export { Picture, TablePicture, TrendPicture } from './picture.schema.ts';
export {
  createPainter,
  type DrawnPicture,
  type Painter,
  type PainterOptions,
} from './create-painter.ts';
export { tablePicture } from './table-picture.ts';
export { trendPicture } from './trend-picture.ts';
export { type Sheet, type Spreadsheet, toSpreadsheet } from './to-spreadsheet.ts';
