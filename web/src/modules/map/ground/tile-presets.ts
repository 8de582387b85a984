/** Layers of 天地图 by name: its published WMTS in Web Mercator, fetched with the key (tk) that the county applied for. */
export const presets = {
  vec: { label: '天地图矢量底图', overlay: false },
  img: { label: '天地图影像底图', overlay: false },
  ter: { label: '天地图地形底图', overlay: false },
  cva: { label: '天地图矢量注记', overlay: true },
  cia: { label: '天地图影像注记', overlay: true },
} as const
export type Preset = keyof typeof presets

export const isPreset = (source: string): source is Preset => Object.hasOwn(presets, source)

/** The address of a layer of 天地图 with its key. */
export const presetAddress = (layer: Preset, key: string) => {
  const query = new URLSearchParams({
    SERVICE: 'WMTS',
    REQUEST: 'GetTile',
    VERSION: '1.0.0',
    LAYER: layer,
    STYLE: 'default',
    TILEMATRIXSET: 'w',
    FORMAT: 'tiles',
  })
  return `https://t{s}.tianditu.gov.cn/${layer}_w/wmts?${query}&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key.trim())}`
}
export const presetHosts = ['0', '1', '2', '3', '4', '5', '6', '7']
export const presetAttribution = '国家地理信息公共服务平台（天地图）'

/** Subdomains as somebody writes them: parted by commas of either kind or blanks. */
export const subdomainsOf = (text: string | undefined) => (text ?? '').split(/[,，、\s]+/).filter(Boolean)
