import type { IncomingHttpHeaders } from 'node:http';
import { badSetting, pageElsewhere, pageTwice } from '../http-json.errors.ts';
import type { EndpointConfig } from '../http-json.schema.ts';
import type { BuiltRequest } from '../request/compile-request.ts';
import { encodeName, encodeValue } from '../request/encode-value.ts';
import { compilePath } from './compile-path.ts';

/** One answer of several, as far as it tells of the next. */
export type Page = {
  readonly content: unknown;
  readonly headers: IncomingHttpHeaders;
  readonly rowCount: number;
};

/** Leads through the pages of one question. */
export interface Pager {
  /** The first request, as the kind of paging wants it. */
  first(request: BuiltRequest): BuiltRequest;
  /** The request after this page; undefined when it was the last. @throws AppError `http_json.page_…` */
  next(page: Page): BuiltRequest | undefined;
}

/** Makes a pager for each question. @throws AppError `http_json.config` */
export function compilePaging(config: EndpointConfig, baseUrl: string): () => Pager {
  const { paging, name, pageSize, firstPage } = config;
  const where = `Endpoint "${name}", further pages`;
  const nextPath = config.nextPath?.trim() ? compilePath(config.nextPath, where) : undefined;
  const parameter = config.pageParameter?.trim() ?? '';
  const isCounted = paging === 'page' || paging === 'offset' || paging === 'cursor';
  if (isCounted && parameter === '') throw badSetting(where, 'Name the parameter of the page.');
  if (paging === 'cursor' && !nextPath) throw badSetting(where, 'Give the JSONPath to the cursor.');
  const { origin } = new URL(baseUrl);

  return () => {
    const seen = new Set<string>();
    let current: BuiltRequest | undefined;
    let position = paging === 'offset' ? 0 : firstPage;

    function go(request: BuiltRequest): BuiltRequest {
      if (seen.has(request.url)) throw pageTwice(name);
      seen.add(request.url);
      current = request;
      return request;
    }

    function withParameter(value: string): BuiltRequest | undefined {
      return current && go({ ...current, url: setParameter(current.url, parameter, value) });
    }

    function isLast({ rowCount }: Page): boolean {
      return rowCount === 0 || (pageSize !== undefined && rowCount < pageSize);
    }

    function byLink({ content, headers }: Page): BuiltRequest | undefined {
      const link = nextPath ? textAt(nextPath.find(content)) : linkHeader(headers['link']);
      if (link === undefined || !current) return undefined;
      const target = URL.parse(link, current.url);
      if (target?.origin !== origin || target.username || target.password) {
        throw pageElsewhere(name);
      }
      target.hash = '';
      return go({ ...current, url: target.href });
    }

    return {
      first(request) {
        let { url } = request;
        const size = config.pageSizeParameter?.trim();
        if (size && pageSize !== undefined) url = setParameter(url, size, String(pageSize));
        if (paging === 'page' || paging === 'offset') {
          url = setParameter(url, parameter, String(position));
        }
        return go({ ...request, url });
      },
      next(page) {
        switch (paging) {
          case 'none':
            return undefined;
          case 'link':
            return byLink(page);
          case 'page':
            position += 1;
            return isLast(page) ? undefined : withParameter(String(position));
          case 'offset':
            position += page.rowCount;
            return isLast(page) ? undefined : withParameter(String(position));
          case 'cursor': {
            const cursor = textAt(nextPath?.find(page.content) ?? []);
            return cursor === undefined ? undefined : withParameter(cursor);
          }
        }
      },
    };
  };
}

/** A link or cursor: a text, or a number. Empty, null and absent are the end. */
function textAt([found]: readonly unknown[]): string | undefined {
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** RFC 8288: `<https://…?page=2>; rel="next"`. */
function linkHeader(header: string | readonly string[] | undefined): string | undefined {
  const links = [header ?? []]
    .flat()
    .join(', ')
    .matchAll(/<([^>]*)>([^<]*)/g);
  for (const [, target, parameters = ''] of links) {
    if (/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\b)/i.test(parameters)) return target;
  }
  return undefined;
}

function setParameter(url: string, name: string, value: string): string {
  const [path = '', search = ''] = url.split('?');
  const encoded = encodeName(name);
  const others = search.split('&').filter((pair) => pair !== '' && pair.split('=')[0] !== encoded);
  return `${path}?${[...others, `${encoded}=${encodeValue(value)}`].join('&')}`;
}
