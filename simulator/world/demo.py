"""The goods of the demo shop."""

from msgspec import Struct

from simulator.world.records import AMAZON_CHANNEL, MERCHANT_CHANNEL


class Good(Struct, frozen=True):
    sku: str
    asin: str
    jan: str
    title: str
    brand: str
    price: int
    quantity: int
    channel: str = MERCHANT_CHANNEL


GOODS = (
    Good(
        "TEA-UJI-100",
        "B0RK000001",
        "4900000000016",
        "宇治抹茶 一番摘み 缶入り 100g",
        "茶房みどり",
        2_980,
        40,
    ),
    Good(
        "TEA-HOJI-80",
        "B0RK000002",
        "4900000000023",
        "京番茶 焙じ茶ティーバッグ 80包",
        "茶房みどり",
        1_480,
        60,
    ),
    Good(
        "CUP-HASAMI-BL",
        "B0RK000003",
        "4900000000030",
        "波佐見焼 マグカップ 藍 350ml",
        "陶工房なみ",
        2_200,
        25,
    ),
    Good(
        "CUP-HASAMI-WH",
        "B0RK000004",
        "4900000000047",
        "波佐見焼 マグカップ 白 350ml",
        "陶工房なみ",
        2_200,
        25,
    ),
    Good(
        "KNIFE-SANTOKU",
        "B0RK000005",
        "4900000000054",
        "関の三徳包丁 165mm ステンレス割込",
        "刃物の関家",
        8_800,
        12,
    ),
    Good(
        "TOWEL-IMABARI-2",
        "B0RK000006",
        "4900000000061",
        "今治フェイスタオル 2枚組 生成り",
        "海辺織布",
        1_980,
        80,
    ),
    Good(
        "PEN-FP-F",
        "B0RK000007",
        "4900000000078",
        "万年筆 細字F 透明軸 コンバーター付",
        "文具のしおり",
        4_400,
        18,
    ),
    Good(
        "NOTE-A5-3",
        "B0RK000008",
        "4900000000085",
        "上質ノート A5 方眼 3冊セット",
        "文具のしおり",
        1_320,
        120,
    ),
    Good("BOX-KIRI-S", "B0RK000009", "4900000000092", "桐の米びつ 5kg用", "木箱屋", 12_800, 6),
    Good(
        "BATT-10000",
        "B0RK00000A",
        "4900000000108",
        "モバイルバッテリー 10000mAh PSE適合",
        "ひかり電機",
        3_280,
        200,
        AMAZON_CHANNEL,
    ),
    Good(
        "LAMP-DESK-LED",
        "B0RK00000B",
        "4900000000115",
        "LEDデスクライト 調色調光",
        "ひかり電機",
        5_480,
        90,
        AMAZON_CHANNEL,
    ),
    Good(
        "FUROSHIKI-90",
        "B0RK00000C",
        "4900000000122",
        "風呂敷 綿 90cm 青海波",
        "布のいろは",
        1_650,
        150,
        AMAZON_CHANNEL,
    ),
)
