import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

/**
 * Holds what may be wider than the screen. Only while it is, it can be reached by the keyboard: that is how somebody
 * without a pointer scrolls it.
 */
export function ScrollBox({
  label,
  className,
  children,
}: {
  /** What it holds; read out. */
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [isScrolled, setIsScrolled] = useState(false);
  useEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const observer = new ResizeObserver(() =>
      setIsScrolled(current.scrollWidth > current.clientWidth),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={box}
      className={className}
      style={{ overflowX: 'auto' }}
      {...(isScrolled ? { tabIndex: 0, role: 'region', 'aria-label': label } : {})}
    >
      {children}
    </div>
  );
}
