export { Picture, TablePicture, TrendPicture } from './picture.schema.ts';
