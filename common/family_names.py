"""Family names in Vietnam, to tell which of two readings of a name is one.

Names of the Kinh and of the peoples of Lai Châu and Lâm Đồng; far from all, so that an absent name proves nothing.
"""

_NAMES = (
    "nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương "
    "đinh lâm phùng mai tô hà tạ chu châu cao thái tăng quách la thạch kim lưu triệu tống từ vi lại lương "
    "luyện mạc mạch nghiêm ninh nông ông phí phó phương quan quản sầm tiêu tôn tôn-thất tôn-nữ uông văn "
    "viên vừ vưu xa yên âu ân bạch bành bế biện cát cái cù chế cung cấn chử danh diệp doãn đàm đái đậu "
    "điền đồng đổng đường giang giáp hạ hàn hầu hoa hứa kha khuất khúc khổng kiều lã lạc liên liêu liễu "
    "lộ lò lường lù lỳ lữ lục lèng lầu ma mã mè mùa mào mẫn nhâm nhan nhữ nùng nghị giàng vàng sùng thào "
    "thàng hạng hảng cứ cháng chang cư tẩn tần chẻo phàn lồ lùng pờ sừng vù khoàng phù tao điêu đèo quàng "
    "cầm cà tòng bạc lèo ngần mùng vì lìm mòng quảng poòng ka k' ha cil kơ kon bon đa ya tou rơ liêng lơ "
    "mu păng pang tin long đơn krajan niê ksơr siu rmah kpă y h' h ung vòng voòng tsằn chìu sỳ lìu chắng "
    "lỷ lỹ "
)
FAMILY_NAMES = frozenset(_NAMES.split())
