import type { Picture, TablePicture } from '../../../src/charts/picture.schema.ts';
import plain from '../answer-trace/plain-table.module.css';
import { ScrollBox } from '../scroll-box.tsx';
import classes from './picture-view.module.css';
import { TrendPictureView } from './trend-picture-view.tsx';

/** What goes with a reply as a picture, drawn here from the same data. Keep `picture` stable: another is drawn anew. */
export function PictureView({ picture }: { readonly picture: Picture }) {
  return picture.kind === 'trend' ? (
    <TrendPictureView picture={picture} />
  ) : (
    <TablePictureView picture={picture} />
  );
}

function TablePictureView({ picture }: { readonly picture: TablePicture }) {
  const { title, subtitle, columns, rows, note } = picture;
  return (
    <div className={classes['frame']}>
      <p className={classes['title']}>{title}</p>
      {subtitle && <p className={classes['under']}>{subtitle}</p>}
      <ScrollBox className={plain['scroll']} label={title}>
        <table className={plain['table']}>
          <thead>
            <tr>
              {columns.map(({ name, isNumber }, index) => (
                <th key={String(index)} scope="col" className={isNumber ? plain['end'] : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={String(index)}>
                {row.map((cell, column) => (
                  <td
                    key={String(column)}
                    className={columns[column]?.isNumber ? plain['end'] : undefined}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {note && <p className={classes['under']}>{note}</p>}
    </div>
  );
}
