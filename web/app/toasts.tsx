import { useNotifications } from '@mantine/notifications';
import { Suspense } from 'react';
import { lazyPart } from '../lib/lazy-part.ts';

const ToastList = lazyPart(() => import('./toast-list.tsx'), 'ToastList');

/** Short news at the edge of the page; what draws them is loaded with the first one. */
export function Toasts() {
  const { notifications } = useNotifications();
  if (notifications.length === 0 && !wasNeeded) return null;
  wasNeeded = true;
  return (
    <Suspense>
      <ToastList />
    </Suspense>
  );
}

let wasNeeded = false;
