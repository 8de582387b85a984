import { ConfigProvider, App as Surroundings, type ThemeConfig, theme } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

dayjs.locale('zh-cn')

const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'

/** Red, orange, yellow and blue are kept for event levels; what antd calls primary is the deep blue of the brand. */
const day: ThemeConfig = {
  token: {
    colorPrimary: '#0f4c94',
    colorInfo: '#0f4c94',
    colorLink: '#0f4c94',
    colorError: '#b3261e',
    colorSuccess: '#2e7d4f',
    colorTextBase: '#1b2430',
    colorBgLayout: '#f6f7f9',
    colorBorder: '#cfd6df',
    colorBorderSecondary: '#e3e8ee',
    borderRadius: 4,
    fontFamily,
    fontSize: 14,
    controlHeight: 34,
  },
}

/** The duty room at night: dark and warm, nowhere pure white. */
const night: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...day.token,
    colorPrimary: '#3f74b8',
    colorInfo: '#5b8fd0',
    colorLink: '#8ab4e8',
    colorError: '#e0685f',
    colorSuccess: '#6db488',
    colorTextBase: '#e8dfd0',
    colorBgBase: '#1a1714',
    colorBgLayout: '#141210',
    colorBorder: '#4a433b',
    colorBorderSecondary: '#38322b',
  },
}

const NightContext = createContext<{ night: boolean; toggle: () => void }>({ night: false, toggle: () => {} })
export const useNight = () => useContext(NightContext)

const remembered = 'anlan.night'

export function Theme({ children }: { children: ReactNode }) {
  const [isNight, setNight] = useState(() => localStorage.getItem(remembered) === '1')
  useEffect(() => {
    document.documentElement.dataset.theme = isNight ? 'night' : 'day'
    localStorage.setItem(remembered, isNight ? '1' : '0')
  }, [isNight])
  return (
    <NightContext value={{ night: isNight, toggle: () => setNight(before => !before) }}>
      <ConfigProvider locale={zhCN} theme={isNight ? night : day} button={{ autoInsertSpace: false }}>
        <Surroundings>{children}</Surroundings>
      </ConfigProvider>
    </NightContext>
  )
}
