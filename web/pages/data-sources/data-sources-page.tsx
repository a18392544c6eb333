import { Suspense } from 'react';
import { PageLoading } from '../../app/page-loading.tsx';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { SourceList } from './source-list.tsx';

const BrowseSource = lazyPart(() => import('./browse-source.tsx'), 'BrowseSource');

/** The connections to plant systems, or a look into one of them. */
export function DataSourcesPage() {
  const [browsed] = useUrlParam('browse');
  if (browsed === undefined) return <SourceList />;
  return (
    <Suspense fallback={<PageLoading />}>
      <BrowseSource key={browsed} id={browsed} />
    </Suspense>
  );
}
