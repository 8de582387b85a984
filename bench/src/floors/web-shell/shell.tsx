import {
  Button,
  Card,
  ConfigProvider,
  DatePicker,
  Drawer,
  Form,
  Input,
  Layout,
  Menu,
  Modal,
  Select,
  Space,
  Table,
  Tabs,
  Tag,
  Tree,
} from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

const rows = Array.from({ length: 20 }, (_, i) => ({
  key: i,
  name: `茶坪镇第 ${i} 号事件`,
  place: '河坝村',
  level: '一般',
}))
const columns = [
  { title: '事件', dataIndex: 'name' },
  { title: '地点', dataIndex: 'place' },
  { title: '级别', dataIndex: 'level', render: (level: string) => <Tag>{level}</Tag> },
]

/** An administration page as one makes it with Ant Design and its usual fifteen components, all in one bundle and with its data at hand. */
function Shell() {
  const [open, setOpen] = useState(false)
  return (
    <ConfigProvider locale={zhCN}>
      <Layout style={{ minHeight: '100vh' }}>
        <Layout.Sider>
          <Menu theme="dark" items={rows.map(row => ({ key: row.key, label: `菜单 ${row.key}` }))} />
        </Layout.Sider>
        <Layout.Content>
          <h1>突发事件</h1>
          <Form layout="inline">
            <Form.Item label="名称">
              <Input />
            </Form.Item>
            <Form.Item label="级别">
              <Select options={[{ value: 1, label: '一般' }]} style={{ width: 120 }} />
            </Form.Item>
            <Form.Item label="日期">
              <DatePicker.RangePicker />
            </Form.Item>
            <Button type="primary" onClick={() => setOpen(true)}>
              查询
            </Button>
          </Form>
          <Card>
            <Tabs items={[{ key: '1', label: '全部', children: <Table dataSource={rows} columns={columns} /> }]} />
          </Card>
          <Space>
            <Tree treeData={[{ key: 1, title: '青峦县' }]} />
          </Space>
        </Layout.Content>
        <Drawer open={open} onClose={() => setOpen(false)} />
        <Modal open={false} />
      </Layout>
    </ConfigProvider>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Shell />)
