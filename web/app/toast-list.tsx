import { Notifications } from '@mantine/notifications';

export function ToastList() {
  // At the top: a dialog has its buttons at the bottom. In no portal: those belong to a page, and news outlives it.
  return <Notifications position="top-center" limit={4} withinPortal={false} role="status" />;
}
