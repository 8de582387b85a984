import type { LayerSpecification } from 'maplibre-gl'

/** Expressions built from lists are wider than the library's types for them; the library itself checks each when it is added. */
export const layers = (items: { id: string; type: LayerSpecification['type']; [part: string]: unknown }[]) =>
  items as unknown as LayerSpecification[]
