"""How allauth behaves here: accounts are opened by an administrator, never by the user."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):
    """No self-registration; the sentences people see say what to do next."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "用户名或密码不正确，请核对后重试；忘记密码请联系安全管理员重置。",
        "too_many_login_attempts": "登录失败次数过多，该账号已暂停登录 30 分钟；请稍后再试，或联系安全管理员。",
        "incorrect_password": "当前密码不正确，请重新输入。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Sign-up stays closed."""
        return False
